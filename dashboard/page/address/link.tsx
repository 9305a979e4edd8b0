import type { ComponentChildren } from 'preact';
import { goTo } from './address.ts';

interface LinkProps {
  to: string;
  current?: boolean;
  class?: string;
  children: ComponentChildren;
}

/** A link within the page; a new tab opens it as any other. */
export function Link({ to, current = false, children, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    <a {...rest} href={to} onClick={follow} {...(current && { 'aria-current': 'page' as const })}>
      {children}
    </a>
  );
}
