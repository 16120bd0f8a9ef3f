// The theme: the system's, light or dark. boot.ts sets it before the first
// paint; here it is changed.

export type Theme = "auto" | "light" | "dark";
const THEMES: Theme[] = ["auto", "light", "dark"];
export const THEME_KEY = "asyncshelf-theme";

const WORDS: Record<Theme, string> = { auto: "System theme", light: "Light theme", dark: "Dark theme" };

export function isTheme(v: unknown): v is Theme {
  return THEMES.includes(v as Theme);
}

export function setTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** themeButton cycles through the themes and keeps the choice. */
export function themeButton(button: HTMLElement): void {
  const read = (): Theme => {
    const now = document.documentElement.dataset.theme;
    return isTheme(now) ? now : "auto";
  };
  const show = () => {
    const word = button.querySelector("[data-slot]");
    if (word) word.textContent = WORDS[read()];
    button.setAttribute("aria-label", `${WORDS[read()]}. Change the theme`);
  };
  button.addEventListener("click", () => {
    const theme = THEMES[(THEMES.indexOf(read()) + 1) % THEMES.length]!;
    setTheme(theme);
    try {
      localStorage.setItem(THEME_KEY, theme);
    } catch {
      // The choice then lasts until the page is closed.
    }
    show();
  });
  show();
}
