/** Wakes one waiter, who looks again at what changed. */
export class Signal {
  #wake: (() => void) | undefined;

  notify(): void {
    this.#wake?.();
  }

  /** Resolves when it is notified, or after so many milliseconds; Infinity waits for the notification alone. */
  async wait(delay: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (delay !== Infinity) timer = setTimeout(resolve, delay);
    });
    clearTimeout(timer);
    this.#wake = undefined;
  }
}
