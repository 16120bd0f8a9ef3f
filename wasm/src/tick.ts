// Giving the event loop a turn.

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/**
 * tick resolves after the event loop has handled what was waiting. A MessageChannel, since browsers make nested
 * timeouts wait four milliseconds.
 */
export function tick(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(0);
  });
}
