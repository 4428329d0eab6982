// What pages do beyond links and forms: results as one types, files dropped, progress, a stretch of the timeline brushed.
// Everything here has a plain link or form behind it.
"use strict";

// The address of what the page shows: a step back to another one is a new page, a step to an anchor is not.
let shown = location.pathname + location.search;

function swapInto(id, html) {
  const found = new DOMParser().parseFromString(html, "text/html").getElementById(id);
  const here = document.getElementById(id);
  if (found && here) here.replaceWith(found);
  return found;
}

async function ask(address, options) {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

// ---- results as the reader types

function searchAsTyped() {
  const input = document.getElementById("q");
  const results = document.getElementById("results");
  if (!input || !results) return;
  let timer = 0;
  let asked = null;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (asked) asked.abort();
      asked = new AbortController();
      const query = encodeURIComponent(input.value);
      try {
        results.innerHTML = await ask(`/search?part=1&q=${query}`, { signal: asked.signal });
        history.replaceState(null, "", `/search?q=${query}`);
        shown = location.pathname + location.search;
      } catch (error) {
        if (error.name !== "AbortError") results.setAttribute("data-failed", error.message);
      }
    }, 180);
  });
}

// ---- files dropped on the page

function dropFiles() {
  const form = document.querySelector("form.drop");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const over = (on) => (event) => {
    event.preventDefault();
    form.classList.toggle("over", on);
  };
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
}

// ---- progress

function followProgress() {
  const shown = document.querySelector("[data-poll]");
  if (!shown) return;
  const again = async () => {
    try {
      const found = swapInto("progress", await ask(shown.dataset.poll));
      if (found && found.dataset.poll) setTimeout(again, 700);
    } catch (error) {
      setTimeout(again, 3000);
    }
  };
  setTimeout(again, 700);
}

// ---- the account is being made again: show it when it is there

function awaitAccount() {
  if (!document.querySelector("[data-remaking]")) return;
  const again = async () => {
    const html = await ask(location.href).catch(() => "");
    if (html && !html.includes("data-remaking")) location.reload();
    else setTimeout(again, 1200);
  };
  setTimeout(again, 1200);
}

// ---- the timeline: brush a stretch, move without leaving the page

function shiftTo(address) {
  const top = window.scrollY;
  ask(address)
    .then((html) => {
      if (!swapInto("timeline", html)) throw new Error("no timeline");
      history.pushState(null, "", address);
      shown = location.pathname + location.search;
      window.scrollTo(0, top);
      timeline();
    })
    .catch(() => location.assign(address));
}

function dayAt(strip, share) {
  const first = Date.parse(`${strip.dataset.first}T00:00:00Z`);
  const last = Date.parse(`${strip.dataset.last}T00:00:00Z`) + 86400000;
  const time = Math.min(last - 1, Math.max(first, first + share * (last - first)));
  return new Date(time).toISOString().slice(0, 10);
}

function timeline() {
  const strip = document.querySelector(".strip");
  if (!strip) return;
  const brush = strip.querySelector(".brush");
  const drawing = strip.querySelector("svg");
  const share = (event) => {
    const box = drawing.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  let from = null;
  drawing.addEventListener("pointerdown", (event) => {
    from = share(event);
  });
  drawing.addEventListener("pointermove", (event) => {
    if (from === null || Math.abs(share(event) - from) < 0.004) return;
    drawing.setPointerCapture(event.pointerId);
    brush.setAttribute("x", 860 * Math.min(from, share(event)));
    brush.setAttribute("width", 860 * Math.abs(share(event) - from));
  });
  drawing.addEventListener("pointerup", (event) => {
    const to = share(event);
    if (from !== null && Math.abs(to - from) >= 0.004) {
      const address = new URL(strip.dataset.href, location.href);
      address.searchParams.set("since", dayAt(strip, Math.min(from, to)));
      address.searchParams.set("until", dayAt(strip, Math.max(from, to)));
      shiftTo(address.pathname + address.search);
    }
    from = null;
  });
  document.querySelectorAll("#timeline .moves a, .strip a").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      shiftTo(link.getAttribute("href"));
    });
  });
}

// ---- keyboard: / goes to the search field, j and k from line to line

const LINES = ".row a, .row summary, .hits a, .cards a.title, .told a, .turns a, .steps a";

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("q").focus();
  }
  if (event.key === "j" || event.key === "k") {
    const lines = [...document.querySelectorAll(LINES)];
    const at = lines.indexOf(document.activeElement);
    const next = lines[at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
    if (next) next.focus();
  }
}

window.addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) location.reload();
});
document.addEventListener("keydown", keys);
searchAsTyped();
dropFiles();
followProgress();
awaitAccount();
timeline();
