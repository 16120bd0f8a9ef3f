// What a host page and a frame say to each other. Every message is an object
// with the mark below; anything else on the wire belongs to somebody else.

const MARK = "asyncshelf";

/** What a frame tells its host; all but resize become DOM events. */
const FRAME_EVENTS = ["load", "execute", "result", "error", "check", "hint", "solution", "step", "code", "score", "complete"] as const;
export type FrameEvent = (typeof FRAME_EVENTS)[number];

export type FromFrame =
  | { type: FrameEvent; detail: Record<string, unknown> }
  | { type: "resize"; detail: { height: number } };

/** What a host asks of a frame. */
const HOST_ASKS = ["run", "stop", "reset", "check"] as const;
type Ask = (typeof HOST_ASKS)[number];

export type FromHost = { type: Ask } | { type: "theme"; theme: "auto" | "light" | "dark" } | { type: "code"; files: Record<string, string> };

export function wrap(message: FromFrame | FromHost): object {
  return { [MARK]: 1, ...message };
}

function isObject(v: unknown): v is Record<string, unknown> {
  return typeof v === "object" && v !== null && !Array.isArray(v);
}

/** readFrame reads a message of a frame; null when it is not one. */
export function readFrame(data: unknown): FromFrame | null {
  if (!isObject(data) || data[MARK] !== 1 || !isObject(data.detail)) return null;
  const { type, detail } = data;
  if (type === "resize") {
    const height = detail.height;
    return typeof height === "number" && Number.isFinite(height) && height >= 0 && height < 100_000 ? { type, detail: { height } } : null;
  }
  return FRAME_EVENTS.includes(type as FrameEvent) ? { type: type as FrameEvent, detail } : null;
}

/** readHost reads a message of a host; null when it is not one. */
export function readHost(data: unknown): FromHost | null {
  if (!isObject(data) || data[MARK] !== 1) return null;
  const { type, theme, files } = data;
  if (type === "code") return isObject(files) && Object.values(files).every((text) => typeof text === "string") ? { type, files: files as Record<string, string> } : null;
  if (type === "theme") return theme === "auto" || theme === "light" || theme === "dark" ? { type, theme } : null;
  return HOST_ASKS.includes(type as Ask) ? { type: type as Ask } : null;
}
