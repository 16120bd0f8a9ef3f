// Giving the event loop a turn.

declare const setImmediate: undefined | ((callback: () => void) => void);

/**
 * tick resolves after the event loop has handled what was waiting.
 *
 * In browsers that takes a MessageChannel, since they make nested timeouts wait four milliseconds. Node has a way of its own, and needs it: it handles up to a
 * thousand messages of a channel before it turns to anything else.
 */
export const tick: () => Promise<void> = typeof setImmediate === "function" ? immediateTick : channelTick();

function immediateTick(): Promise<void> {
  return new Promise((resolve) => setImmediate!(resolve));
}

function channelTick(): () => Promise<void> {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(0);
    });
}
