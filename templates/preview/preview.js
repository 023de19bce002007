// The preview's page: what the server tells becomes pages, a chapter and findings, each in its place.
"use strict";

const byId = (id) => document.getElementById(id);
const slug = location.pathname.split("/")[1];
const frame = byId("chapter");
const select = byId("chapters");
const kept = `place:${slug}`;
let shown = null;
let place = JSON.parse(sessionStorage.getItem(kept) || "{}");
let waiting = null; // how far the chapter is to be scrolled once it is there

function keep(changes) {
  place = { ...place, ...changes };
  sessionStorage.setItem(kept, JSON.stringify(place));
}

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function width() {
  const wanted = byId("print").clientWidth / 2 * devicePixelRatio;
  return [480, 720, 960, 1440].find((each) => each >= wanted) || 1440;
}

function showPages(state) {
  const spreads = byId("spreads");
  while (spreads.children.length > state.pages.length) spreads.lastChild.remove();
  state.pages.forEach((label, number) => {
    let figure = spreads.children[number];
    if (!figure) {
      figure = element("figure");
      const picture = element("img");
      picture.loading = "lazy";
      figure.append(picture, element("figcaption"));
      spreads.append(figure);
    }
    const picture = figure.firstChild;
    picture.style.aspectRatio = `1 / ${state.ratio}`;
    picture.alt = `Page ${label}`;
    figure.lastChild.textContent = label;
    if (state.stage === "ready" || !picture.src) {
      picture.src = `page/${number}/${width()}.png?v=${state.version}`;
    }
  });
}

function showChapters(state) {
  const files = state.chapters.map((each) => each.file);
  const now = files.includes(place.chapter) ? place.chapter : files.find((file) => !/cover|half-title|title-page|imprint/.test(file)) || files[0];
  select.replaceChildren(...state.chapters.map((each) => {
    const option = element("option", each.title);
    option.value = each.file;
    return option;
  }));
  select.value = now || "";
  if (now) open(now, state.version);
}

function open(file, version) {
  const there = frame.contentWindow;
  // while a chapter is on its way the frame stands at its top, which is nobody's place
  if (waiting === null && place.chapter === file && frame.src) keep({ scroll: there.scrollY });
  waiting = place.chapter === file ? place.scroll || 0 : 0;
  keep({ chapter: file, scroll: waiting });
  frame.src = `book/${file.split("/").map(encodeURIComponent).join("/")}?v=${version}`;
}

frame.addEventListener("load", () => {
  const there = frame.contentWindow;
  const file = decodeURIComponent(there.location.pathname.split("/book/")[1] || "");
  if (!file) return;
  if (waiting !== null) there.scrollTo(0, waiting);
  waiting = null;
  keep({ chapter: file });
  select.value = file;
  there.addEventListener("scroll", () => keep({ scroll: there.scrollY }), { passive: true });
});

function showRemarks(state) {
  const items = state.remarks.map((each) => {
    const item = element("li");
    item.append(element("code", each.code, each.severity), ` ${each.message}`);
    if (each.place) item.append(element("span", each.place, "place"));
    if (each.hint) item.append(element("span", each.hint, "hint"));
    return item;
  });
  const none = state.stage === "ready" ? "Nothing was found." : "…";
  byId("remarks").replaceChildren(...(items.length ? items : [element("li", none)]));
}

function showStatus(state) {
  const [early, late] = state.seconds;
  const words = {
    reading: "Reading the title …",
    setting: `E-book after ${early} s; setting the pages …`,
    ready: `${state.pages.length} pages; e-book after ${early} s, pages after ${late} s`,
  };
  byId("status").textContent = words[state.stage];
  byId("title").textContent = slug;
  document.title = `${slug}: preview`;
  document.body.className = state.stage;
  document.body.dataset.version = state.version;
}

async function renew() {
  const answer = await fetch("state");
  if (!answer.ok) return;
  const state = await answer.json();
  const isNewBook = !shown || state.stage !== "reading";
  showStatus(state);
  showPages(state);
  if (isNewBook && state.chapters.length) showChapters(state);
  if (state.stage === "ready" || !shown) showRemarks(state);
  if (!shown && place.top) byId("print").scrollTop = place.top;
  shown = state;
}

function step(by) {
  const next = select.selectedIndex + by;
  if (next < 0 || next >= select.options.length) return;
  open(select.options[next].value, shown.version);
}

select.addEventListener("change", () => open(select.value, shown.version));
byId("back").addEventListener("click", () => step(-1));
byId("on").addEventListener("click", () => step(1));
byId("print").addEventListener("scroll", (event) => keep({ top: event.target.scrollTop }), { passive: true });
new EventSource("events").addEventListener("message", renew);
