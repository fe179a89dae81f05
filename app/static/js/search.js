// Suggests while one types in form[data-search]: an ARIA 1.2 combobox over the page's own GET search. What is offered
// are the [data-result] items of the answer's [data-results]; choosing one follows its link.

const PAUSE = 200; // ms
const SHORTEST = 2; // letters
const MOST = 8; // suggestions

class Suggestions {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector('[type="search"]');
    this.list = this.make("ul", "suggestions", "listbox");
    this.list.id = `${this.input.id}-suggestions`;
    this.list.hidden = true;
    this.list.setAttribute("aria-label", form.querySelector("label").textContent);
    this.status = this.make("p", "visually-hidden", "status");
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.close();
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("li")));
  }

  make(tag, name, role) {
    const element = document.createElement(tag);
    element.className = name;
    element.setAttribute("role", role);
    this.form.append(element);
    return element;
  }

  typed() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.input.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking = new AbortController();
    const address = new URL(this.form.getAttribute("action") ?? "", window.location.href);
    address.search = new URLSearchParams(new FormData(this.form));
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      if (answer.ok) this.show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch (error) {
      if (error.name !== "AbortError") this.close(); // the button still searches
    }
  }

  show(page) {
    const found = [...page.querySelectorAll("[data-results] [data-result]")].slice(0, MOST);
    this.list.replaceChildren(...found.map((item, number) => this.option(item, number)));
    this.active = -1;
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(Boolean(found.length)));
    this.input.removeAttribute("aria-activedescendant");
    const { none, found: some } = this.form.dataset;
    this.status.textContent = found.length ? some.replace("{n}", found.length) : none;
  }

  option(item, number) {
    const option = document.createElement("li");
    const link = item.querySelector("a");
    const place = item.querySelector(".place");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.href = link.getAttribute("href");
    option.append(link.textContent.trim());
    if (place) option.append(" ", document.importNode(place, true));
    return option;
  }

  pressed(event) {
    const options = [...this.list.children];
    const last = options.length - 1;
    if (this.list.hidden) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown") this.move(this.active >= last ? 0 : this.active + 1);
    else if (event.key === "ArrowUp") this.move(this.active <= 0 ? last : this.active - 1);
    else if (event.key === "Enter" && this.active >= 0) this.choose(options[this.active]);
    else return;
    event.preventDefault();
  }

  move(to) {
    this.active = to;
    [...this.list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === to)));
    const option = this.list.children[to];
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    if (option) window.location.assign(option.dataset.href);
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const form of document.querySelectorAll("form[data-search]")) new Suggestions(form);
