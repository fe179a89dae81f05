// Says how many characters are left under a long text. Without this, the limit itself stands there.

const SPOKEN_AFTER = 900; // ms: a screen reader hears the count when one stops typing, not at each key

for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const words = document.getElementById(`${area.id}-count`);
  const limit = Number(area.dataset.limit);
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  words.after(spoken);
  let timer;

  const count = () => {
    const left = limit - [...area.value].length;
    const text = left < 0 ? words.dataset.over : words.dataset.left;
    words.textContent = text.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    words.classList.toggle("is-over", left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => { spoken.textContent = area === document.activeElement ? words.textContent : ""; }, SPOKEN_AFTER);
  };

  area.addEventListener("input", count);
  if (area.value) count();
}
