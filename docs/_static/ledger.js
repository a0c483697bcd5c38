// Filters and sorting of the claims ledger; without this script the whole table stands there to be read.
const enliven = (root) => {
  const form = root.querySelector("form.filters");
  const table = root.querySelector("table");
  const count = root.querySelector(".count");
  if (!form || !table || !count) return;
  const entries = [...table.tBodies];
  const texts = new Map(entries.map((entry) => [entry, entry.textContent.toLowerCase()]));

  const filter = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value.trim());
    let shown = 0;
    for (const entry of entries) {
      entry.hidden = !wanted.every(([name, value]) =>
        name === "text"
          ? value.toLowerCase().trim().split(/\s+/).every((word) => texts.get(entry).includes(word))
          : entry.dataset[name].split(" ").includes(value),
      );
      shown += !entry.hidden;
    }
    count.textContent = count.dataset.pattern.replace("{n}", shown);
  };

  const sort = (heading) => {
    const falling = heading.getAttribute("aria-sort") === "ascending";
    const key = `sort${heading.dataset.sort[0].toUpperCase()}${heading.dataset.sort.slice(1)}`;
    const sign = falling ? -1 : 1;
    entries.sort((a, b) => sign * (a.dataset[key] - b.dataset[key]) || a.dataset.sortId - b.dataset.sortId);
    for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
    table.append(...entries);
  };

  for (const heading of table.querySelectorAll("[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = heading.dataset.label;
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(heading));
    heading.replaceChildren(button);
  }

  // An address that names an entry opens it, whatever is filtered.
  const open = () => {
    const entry = entries.find((one) => `#${one.id}` === decodeURIComponent(location.hash));
    if (!entry) return;
    if (entry.hidden) {
      form.reset();
      filter();
    }
    const more = entry.querySelector("details");
    if (more) more.open = true;
    entry.scrollIntoView();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("hashchange", open);
  form.hidden = false;
  root.classList.add("scripted");
  filter();
  open();
};

const enlivenAll = () => document.querySelectorAll(".ledger").forEach(enliven);
if (document.readyState === "loading") addEventListener("DOMContentLoaded", enlivenAll);
else enlivenAll();
