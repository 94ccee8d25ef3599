// Search and filters, the rows behind a number, and the times of the last run. No server, no internet.
const data = JSON.parse(document.getElementById("rijen").textContent);
const MOST = 12;

function make(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// A table of rows, the first few until asked for all; what a column means stands at its head.
function table(name, rows) {
  const source = data.tabellen[name];
  const columns = source.kolommen.map((column, place) => ({ name: column[0], meaning: column[1], place }))
    .filter(column => rows.some(row => source.rijen[row][column.place] !== ""))
    .sort((one, other) => (other.name === "origin") - (one.name === "origin"));
  const box = make("div", undefined, { class: "scroll rows", role: "group", tabindex: 0, "aria-label": source.titel });
  const made = make("table");
  const head = make("tr");
  head.append(make("th", "rij", { scope: "col" }));
  for (const column of columns) head.append(make("th", column.name, { scope: "col", title: column.meaning }));
  made.append(make("thead"), make("tbody"));
  made.tHead.append(head);
  const add = some => {
    for (const row of some) {
      const line = make("tr");
      line.append(make("td", row + 2));
      for (const column of columns) {
        const text = source.rijen[row][column.place].replaceAll("|", ", ");
        line.append(make("td", text, text.length > 60 ? { class: "long" } : {}));
      }
      made.tBodies[0].append(line);
    }
  };
  add(rows.slice(0, MOST));
  box.append(made);
  const whole = make("div");
  const count = rows.length === 1 ? "1 rij" : rows.length + " rijen";
  whole.append(make("p", source.titel + ": " + count + " van " + name + ".csv", { class: "of" }), box);
  if (rows.length > MOST) {
    const more = make("button", "toon alle " + rows.length, { type: "button" });
    more.addEventListener("click", () => { add(rows.slice(MOST)); more.remove(); });
    whole.append(more);
  }
  return whole;
}

function fill(details) {
  if (details.dataset.filled || !details.dataset.number) return;
  details.dataset.filled = "yes";
  const steps = details.querySelector(".steps");
  for (const place of data.getallen[details.dataset.number]) {
    const [name, rows, parents] = data.plekken[place];
    if (rows.length) steps.append(table(name, rows));
    if (parents.length) steps.append(make("p", "Berekend uit:", { class: "head" }));
    for (const [parent, behind] of parents) steps.append(table(parent, behind));
  }
  steps.append(make("p"));
  steps.lastChild.append(make("a", "Adres van dit getal", { href: "#" + details.id }));
}
for (const details of document.querySelectorAll("details.trail")) {
  details.addEventListener("toggle", () => { if (details.open) fill(details); });
}

// Filters: what is searched for, and of claims the outcome.
for (const bar of document.querySelectorAll(".filters")) {
  bar.hidden = false;
  const items = [...document.getElementById(bar.dataset.for).children];
  const texts = items.map(item => item.textContent.toLowerCase());
  const search = bar.querySelector("[data-search]");
  const buttons = [...bar.querySelectorAll("button")];
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const pressed = buttons.filter(one => one.getAttribute("aria-pressed") === "true").map(one => one.dataset.outcome);
    let shown = 0;
    items.forEach((item, place) => {
      const outcome = (item.dataset.outcome || "").split(" ");
      const fits = words.every(word => texts[place].includes(word)) &&
        (!pressed.length || pressed.some(one => outcome.includes(one)));
      item.hidden = !fits;
      shown += fits;
    });
    bar.querySelector(".shown").textContent = shown + " van " + items.length;
  };
  search.addEventListener("input", apply);
  for (const button of buttons) button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
    apply();
  });
  bar.clear = () => { search.value = ""; buttons.forEach(one => one.setAttribute("aria-pressed", false)); apply(); };
  apply();
}

// A link to a number, a claim or a sentence opens and shows it; #zwak asks for the weak evidence.
function go() {
  const name = decodeURIComponent(location.hash.slice(1));
  const goal = name && document.getElementById(name);
  if (!goal) return;
  if (name === "zwak" && goal.getAttribute("aria-pressed") !== "true") goal.click();
  for (let up = goal; up; up = up.parentElement) {
    if (up.hidden) for (const bar of document.querySelectorAll(".filters")) bar.clear();
    if (up.tagName === "DETAILS") { up.open = true; fill(up); }
  }
  goal.scrollIntoView();
}
addEventListener("hashchange", go);
go();

// Of the last run: beside the page, since times differ where results do not.
const file = make("script", undefined, { src: "stand.js" });
file.addEventListener("load", () => {
  for (const place of document.querySelectorAll(".time")) {
    const time = window.stand.tijden[place.dataset.rule];
    if (time !== undefined) place.textContent = time.toLocaleString("nl") + " s";
  }
  if (window.stand.fouten) {
    const told = document.getElementById("stand");
    told.textContent = "De laatste opdracht is gestopt door fouten; deze bladzijde is van daarvoor. ";
    told.append(make("a", "Bekijk de fouten", { href: "controle.html" }));
    told.hidden = false;
  }
});
file.addEventListener("error", () => {});
document.body.append(file);
