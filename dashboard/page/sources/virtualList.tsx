import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Rows that are there above and below what is seen, so that scrolling and the Tab key find the next one. */
const BEYOND = 5;

/** The list is drawn anew each time that so many rows have passed. */
const STEP = 4;

interface VirtualListProps<T> {
  label: string;
  items: T[];
  /** Pixels. */
  rowHeight: number;
  idOf(item: NoInfer<T>): string;
  children(item: T): ComponentChildren;
}

/** A list of any length, of which only what is seen is there; it scrolls with the page. */
export function VirtualList<T>({ label, items, rowHeight, idOf, children }: VirtualListProps<T>) {
  const list = useRef<HTMLUListElement>(null);
  const [first, setFirst] = useState(0);
  const [count, setCount] = useState(30);
  useEffect(() => {
    const look = () => {
      const above = -(list.current?.getBoundingClientRect().top ?? 0);
      setFirst(Math.max(0, STEP * Math.floor(above / rowHeight / STEP) - BEYOND));
      setCount(Math.ceil(innerHeight / rowHeight) + STEP + 2 * BEYOND);
    };
    // At most once a picture, when where things lie is known anyway.
    let asked = 0;
    const ask = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(look);
    };
    look();
    for (const name of ['scroll', 'resize']) addEventListener(name, ask, { passive: true });
    return () => {
      cancelAnimationFrame(asked);
      for (const name of ['scroll', 'resize']) removeEventListener(name, ask);
    };
  }, [rowHeight]);
  const begin = Math.min(first, Math.max(0, items.length - count));
  return (
    <ul ref={list} class="rows" aria-label={label} style={{ height: `${items.length * rowHeight}px` }}>
      {items.slice(begin, begin + count).map((item, index) => (
        <li
          key={idOf(item)}
          aria-setsize={items.length}
          aria-posinset={begin + index + 1}
          style={{ top: `${(begin + index) * rowHeight}px`, height: `${rowHeight}px` }}
        >
          {children(item)}
        </li>
      ))}
    </ul>
  );
}
