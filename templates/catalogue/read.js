// A note is shown where it is called. Without this script a call leads to its note, and back.
"use strict";

const card = document.createElement("div");
card.id = "note-card";
card.popover = "auto";
card.tabIndex = -1;
card.setAttribute("role", "note");

// A copy must repeat no id; its number and its way back belong to the note itself.
function contentOf(note) {
  const copy = note.cloneNode(true);
  copy.querySelectorAll(".backlink").forEach((link) => link.remove());
  copy.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
  return [...copy.childNodes];
}

function place(call) {
  const at = call.getBoundingClientRect();
  const edge = 12;
  const width = Math.min(card.offsetWidth, innerWidth - 2 * edge);
  // within the column of the text, as the note stands to it
  const column = document.getElementById("main").getBoundingClientRect();
  const least = Math.max(edge, column.left + edge);
  const most = Math.min(innerWidth - edge, column.right - edge) - width;
  const left = Math.max(least, Math.min(at.left - width / 2, most));
  const below = at.bottom + card.offsetHeight + 2 * edge < innerHeight;
  const top = below ? at.bottom + edge : Math.max(edge, at.top - card.offsetHeight - edge);
  // it stands in the page, not on the screen: the text takes it along when it is scrolled
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

function show(call, note) {
  const number = document.createElement("span");
  number.className = "number";
  number.textContent = call.textContent;
  card.replaceChildren(number, ...contentOf(note));
  card.setAttribute("aria-label", number.textContent);
  card.showPopover({ source: call });
  place(call);
  card.focus({ preventScroll: true });
}

if (HTMLElement.prototype.hasOwnProperty("popover")) {
  document.getElementById("main").append(card);
  document.addEventListener("click", (event) => {
    const call = event.target.closest("a.noteref");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const note = call && document.getElementById(decodeURIComponent(call.hash.slice(1)));
    if (!note || !plain) return;
    event.preventDefault();
    show(call, note);
    card.addEventListener("toggle", (toggled) => {
      if (toggled.newState === "closed" && card.contains(document.activeElement)) call.focus();
    }, { once: true });
  });
}
