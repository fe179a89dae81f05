// Nothing typed is lost by going away: form[data-unsaved] warns before leaving with changes, and when it also has
// data-autosave it saves a while after the last change by POST to its own address with the header X-Autosave: 1.
// The server answers 200 with {"version": …} (the form's new `version`), or anything else when it could not save.

const AFTER = 4000; // ms without typing

class Guard {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-save-status]");
    this.changed = form.querySelector(".has-error") !== null; // what came back with errors isn't saved either
    this.saving = null;
    form.addEventListener("input", () => this.touched());
    form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.changed) event.preventDefault();
    });
  }

  say(what) {
    if (this.status) this.status.textContent = this.status.dataset[what];
  }

  touched() {
    if (!this.changed) this.say("unsaved");
    this.changed = true;
    if ("autosave" in this.form.dataset) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), AFTER);
    }
  }

  async save() {
    if (this.saving) return;
    this.changed = false;
    this.say("saving");
    this.saving = this.send();
    const version = await this.saving;
    this.saving = null;
    if (version === null) {
      this.changed = true;
      this.say("failed");
    } else {
      this.say(this.changed ? "unsaved" : "saved");
      if (this.form.elements.version) this.form.elements.version.value = version;
    }
  }

  // Files wait for the button: they are heavy, and a chosen file isn't lost by typing on.
  async send() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const address = this.form.getAttribute("action") || window.location.href; // a field may be called "action"
      const answer = await fetch(address, { method: "POST", body: data, headers: { "X-Autosave": "1" } });
      return answer.ok && !answer.redirected ? (await answer.json()).version : null;
    } catch {
      return null;
    }
  }

  // The button waits for a save under way: otherwise the two would look like two people.
  submitted(event) {
    clearTimeout(this.timer);
    if (this.saving) {
      event.preventDefault();
      this.saving.then(() => setTimeout(() => this.form.requestSubmit(event.submitter)));
      return;
    }
    this.changed = false;
  }
}

for (const form of document.querySelectorAll("form[data-unsaved]")) new Guard(form);
