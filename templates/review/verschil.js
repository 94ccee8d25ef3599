// Two figures, one over the other, with a slider; without JavaScript they stand side by side.
for (const box of document.querySelectorAll(".compare")) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 0; slider.max = 100; slider.value = 50;
  slider.setAttribute("aria-label", "Grens tussen toen (links) en nu (rechts)");
  slider.addEventListener("input", () => box.style.setProperty("--at", slider.value + "%"));
  box.append(slider);
  box.classList.add("slides");
}
// A link to what is folded in opens it.
function open() {
  const goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let up = goal; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  if (goal) goal.scrollIntoView();
}
addEventListener("hashchange", open);
open();
