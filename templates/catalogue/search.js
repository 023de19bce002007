// What is asked for becomes a list of places in the titles. The index is Pagefind's.
// No module: a browser refuses those that were opened from a folder, and complains.
"use strict";

const index = new URL("../pagefind/pagefind.js", document.currentScript.src);
const AT_ONCE = 10;
const field = document.getElementById("q");
const state = document.getElementById("state");
const list = document.getElementById("results");
const params = new URLSearchParams(location.search);

// Pagefind marks the words found with <mark> in text that it has escaped.
function excerpt(html) {
  const line = document.createElement("p");
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  for (const node of parsed.childNodes) {
    const made = node.nodeName === "MARK" ? document.createElement("mark") : null;
    if (made) made.textContent = node.textContent;
    line.append(made ?? node.textContent);
  }
  return line;
}

function link(text, url) {
  const made = document.createElement("a");
  made.href = url;
  made.textContent = text;
  return made;
}

function item(found) {
  const made = document.createElement("li");
  const title = document.createElement("h2");
  title.append(link(found.meta.title, found.url));
  made.append(title);
  if (found.meta.book && found.meta.book !== found.meta.title) {
    const book = document.createElement("p");
    book.className = "quiet";
    book.textContent = found.meta.book;
    made.append(book);
  }
  const places = found.sub_results.filter((sub) => sub.url.includes("#")).slice(0, 3);
  if (places.length === 0) made.append(excerpt(found.excerpt));
  for (const sub of places) {
    const place = document.createElement("div");
    place.className = "place";
    if (sub.title !== found.meta.title) place.append(link(sub.title, sub.url));
    place.append(excerpt(sub.excerpt));
    made.append(place);
  }
  return made;
}

async function more(results) {
  const part = results.splice(0, AT_ONCE);
  list.append(...(await Promise.all(part.map((each) => each.data()))).map(item));
  document.getElementById("more")?.remove();
  if (results.length === 0) return;
  const button = document.createElement("button");
  button.id = "more";
  button.textContent = `Show more (${results.length})`;
  button.addEventListener("click", () => more(results));
  list.after(button);
}

async function search(words) {
  state.textContent = "Searching …";
  const pagefind = await import(index);
  await pagefind.options({ excerptLength: 24 });
  const asked = words.replaceAll(/[“”„«»]/g, '"');
  const { results } = await pagefind.search(asked);
  const count = results.length;
  state.textContent = count === 0
    ? `Nothing was found for “${words}”.`
    : `${count} ${count === 1 ? "page" : "pages"} found for “${words}”.`;
  await more(results);
}

const words = params.get("q")?.trim() ?? "";
field.value = words;
if (location.protocol !== "file:") state.textContent = "";
if (words && location.protocol !== "file:") search(words);
if (!words) field.focus();
