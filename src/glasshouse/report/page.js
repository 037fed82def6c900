// Draws every chart of the page; the numbers are in the tables if this does not run.
const specs = JSON.parse(document.getElementById("specs").textContent);
const options = {
  mode: "vega-lite",
  renderer: "svg",
  actions: false,
  ast: true,
  defaultStyle: false,
  tooltip: { disableDefaultStyle: true },
};
document.documentElement.classList.add("drawn");
const drawn = Object.entries(specs).map(([name, spec]) =>
  vegaEmbed(document.getElementById("chart-" + name), spec, options).catch((error) => console.error(name, error)),
);
Promise.all(drawn).then(() => document.documentElement.classList.add("ready"));

let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
