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
  vegaEmbed(document.getElementById("chart-" + name), spec, options)
    .then(({ view }) => view.container().firstElementChild.setAttribute("aria-hidden", "true")) // its text says it all
    .catch((error) => console.error(name, error)),
);
Promise.all(drawn).then(() => document.documentElement.classList.add("ready"));

// A chart as a file: always on light paper and as wide as others, with its title and its caption in it.
const light = {{ light | tojson }};
const inks = (text) => text.replace(/var\(--([\w-]+)\)/g, (_, name) => light[name]);
const toTake = ({ usermeta, layer, ...spec }) =>
  JSON.parse(inks(JSON.stringify({ ...spec, ...usermeta.alone, layer: [...layer, ...usermeta.captions] })));
const pictures = {
  svg: async (view) => new Blob([await view.toSVG()], { type: "image/svg+xml" }),
  png: async (view) => {
    const canvas = await view.toCanvas(2);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  },
};
async function take(name, kind) {
  const { view } = await vegaEmbed(document.createElement("div"), toTake(specs[name]), { ...options, tooltip: false });
  const file = document.createElement("a");
  file.href = URL.createObjectURL(await pictures[kind](view));
  file.download = name + "." + kind;
  file.click();
  view.finalize();
  setTimeout(() => URL.revokeObjectURL(file.href), 60000);
}
for (const button of document.querySelectorAll("[data-picture]"))
  button.addEventListener("click", () => take(button.closest("figure").id, button.dataset.picture));

// The contents stand open where there is room beside the page, and mark the section that is read.
const contents = document.querySelector(".contents details");
const wide = matchMedia("(min-width: 78rem)");
const unfold = () => (contents.open = wide.matches);
wide.addEventListener("change", unfold);
unfold();
contents.addEventListener("click", (event) => event.target.hash && unfold());
const links = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
const reading = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen)
      if (isIntersecting) links.get(target.id).setAttribute("aria-current", "true");
      else links.get(target.id).removeAttribute("aria-current");
  },
  { rootMargin: "-15% 0px -84% 0px" },
);
for (const id of links.keys()) reading.observe(document.getElementById(id));

let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
