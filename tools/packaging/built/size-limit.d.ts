// These plugins have no types of their own; size-limit's types take every plugin for a function.
declare module "@size-limit/file" {
  const plugins: () => void;
  export default plugins;
}
declare module "@size-limit/rolldown" {
  const plugins: () => void;
  export default plugins;
}
