/** Icons: one path each, drawn in a square of 24 x 24. */
const PATHS = {
  scope:
    "M4 8V6a2 2 0 0 1 2-2h2M16 4h2a2 2 0 0 1 2 2v2M20 16v2a2 2 0 0 1-2 2h-2M8 20H6a2 2 0 0 1-2-2v-2M12 9v6M9 12h6",
  kennel: "M4 11 12 4l8 7v8a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM9 20v-4a3 3 0 0 1 6 0v4",
  journal: "M6 4h11a1 1 0 0 1 1 1v15H7a2 2 0 0 1-2-2V5a1 1 0 0 1 1-1zM5 18a2 2 0 0 1 2-2h11M9 8h5",
  me: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0",
  settings:
    "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  photo:
    "M5 5h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM4 16l4.5-4.5 4 4 2.5-2.5L20 17M15 10.5a1 1 0 1 0 0-2 1 1 0 0 0 0 2z",
  flip: "M4 9a8 8 0 0 1 14-3l2 2M20 4v4h-4M20 15a8 8 0 0 1-14 3l-2-2M4 20v-4h4",
  close: "M6 6l12 12M18 6 6 18",
  check: "m5 13 4.5 4.5L19 7",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20",
  share: "M12 15V4M8 8l4-4 4 4M6 12v7a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-7",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  back: "M14.5 5 8 12l6.5 7",
  heat: "M12 3c1 4 5 5.5 5 10.5A5 5 0 0 1 7 14c0-2 1-3 2-4 .5 1.5 1.5 2 1.5 2C10 8 10.5 5 12 3z",
  map: "M9 4 4 6v14l5-2 6 2 5-2V4l-5 2zM9 4v14M15 6v14",
  list: "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
  pencil: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  download: "M12 4v11M8 11l4 4 4-4M5 20h14",
  upload: "M12 15V4M8 8l4-4 4 4M5 20h14",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  info: "M12 11v6M12 7.5h.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
  hand: "M7 12V6.500a1.5 1.5 0 0 1 3 0V11V4.500a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v7.500a7 7 0 0 1-13 3.500l-1.5-3a1.5 1.5 0 0 1 2.5-1.500z",
  bag: "M6 9h12l1 11H5zM9 9V7a3 3 0 0 1 6 0v2M9 13h6",
  medal: "M8 3l4 6 4-6M12 21a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM12 12.500v5M10 14l2-1.5",
  crown: "M4 18h16M4 18 3 7l5 4 4-7 4 7 5-4-1 11",
  compass: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM15.5 8.500l-2 5-5 2 2-5z",
  star: "m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.9-5.2 2.9 1-5.9-4.3-4.1 5.9-.800z",
  gem: "M7 4h10l4 6-9 11L3 10zM3 10h18M9.5 10 12 21l2.5-11L12 4z",
  bone: "M8.5 12.500l4-4a2.6 2.6 0 1 1 4.2-2.2 2.6 2.6 0 1 1 2.2 4.200l-.5.5-7.4 7.400a2.6 2.6 0 1 1-4.2 2.2 2.6 2.6 0 1 1-2.2-4.200z",
  sunrise: "M4 18h16M7 18a5 5 0 0 1 10 0M12 4v4M12 4l-2 2M12 4l2 2M4.5 12l1.5 1M19.5 12l-1.5 1",
  heart: "M12 20S4 15 4 9.500A4.3 4.3 0 0 1 12 7.500a4.3 4.3 0 0 1 8 2C20 15 12 20 12 20z",
  eye: "M3 12c2.5-4.500 5.5-6.500 9-6.500s6.5 2 9 6.500c-2.5 4.500-5.5 6.500-9 6.500S5.5 16.500 3 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  route:
    "M6 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 18h7.500a3.500 3.500 0 0 0 0-7h-7a3.500 3.500 0 0 1 0-7H16",
  target: "M12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM12 2v5M12 17v5M2 12h5M17 12h5",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  flag: "M6 21V4M6 5c4-2.500 8 2.500 12 0v9c-4 2.500-8-2.500-12 0",
  pause: "M9 6v12M15 6v12",
  play: "M8 5v14l11-7z",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon, hidden from screen readers: it stands beside words, or within a named button. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The app's paw. */
export function Paw({ size = 24 }: { size?: number }) {
  return (
    <svg className="paw" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <ellipse cx="5.2" cy="11" rx="2.2" ry="3" transform="rotate(-18 5.2 11)" />
      <ellipse cx="9.3" cy="6.4" rx="2.3" ry="3.2" transform="rotate(-6 9.3 6.4)" />
      <ellipse cx="14.7" cy="6.4" rx="2.3" ry="3.2" transform="rotate(6 14.7 6.4)" />
      <ellipse cx="18.8" cy="11" rx="2.2" ry="3" transform="rotate(18 18.8 11)" />
      <path d="M12 11.200c2.7 0 5.6 3.3 5.6 6 0 2-1.5 2.9-3 2.7-1-.1-1.7-.5-2.6-.5s-1.6.4-2.6.5c-1.5.2-3-.7-3-2.7 0-2.7 2.9-6 5.6-6z" />
    </svg>
  );
}
