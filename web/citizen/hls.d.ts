// The light build has the full build's types; the package does not say so.
declare module "hls.js/light" {
  export * from "hls.js";
  export { default } from "hls.js";
}
