// What script adds to pages that do without it; only what this site itself sent is written into a page as HTML.
"use strict";
(() => {
	const words = JSON.parse(document.currentScript.dataset.words);
	const one = (query, root = document) => root.querySelector(query);
	const all = (query, root = document) => [...root.querySelectorAll(query)];
	const make = (name, text, values = {}) => Object.assign(document.createElement(name), { textContent: text }, values);
	const squeeze = (text) => text.replace(/\s+/g, " ").trim();

	// Light and dark
	addEventListener("submit", async (e) => {
		const chosen = e.submitter;
		if (chosen?.name !== "theme") return;
		e.preventDefault();
		const body = new URLSearchParams({ theme: chosen.value, back: "/" });
		await fetch("/preferences", { method: "POST", body, redirect: "manual" });
		document.documentElement.dataset.theme = chosen.value;
		one("meta[name=color-scheme]").content = chosen.value.replace("auto", "light dark");
		all("button[name=theme]").forEach((button) => button.setAttribute("aria-pressed", button === chosen));
	});

	// Search: results change in their place, and the address with them.
	let asked = 0;
	async function show(address, push) {
		const turn = ++asked;
		const answer = await fetch(address);
		const page = new DOMParser().parseFromString(await answer.text(), "text/html");
		if (turn !== asked) return;
		const parts = ["#results", ".ask"].map((query) => [one(query), one(query, page)]);
		if (!answer.ok || !parts.every((pair) => pair[0] && pair[1])) return location.assign(address);
		const focused = document.activeElement.id;
		parts.forEach(([old, fresh]) => old.replaceWith(fresh));
		document.title = page.title;
		if (push) history.pushState(null, "", address);
		document.getElementById(focused)?.focus();
		furnish();
	}
	if (one("form[data-live]")) {
		addEventListener("click", (e) => {
			const link = e.target.closest("#results .facets a, #results .pages a, #results .strip a");
			if (!link || e.button || e.metaKey || e.ctrlKey || e.shiftKey) return;
			e.preventDefault();
			show(link.getAttribute("href"), true).catch(() => location.assign(link.href));
			one("#results").scrollIntoView();
		});
		addEventListener("submit", (e) => {
			const form = e.target;
			if (!form.matches("form[data-live]")) return;
			e.preventDefault();
			const address = "/search?" + new URLSearchParams([...new FormData(form)].filter((pair) => pair[1]));
			show(address, true).catch(() => location.assign(address));
		});
		addEventListener("popstate", () => show(location.href, false).catch(() => location.reload()));
	}

	// A citation: the words, who, where, when, and the address of the sentence
	function cite(item) {
		const said = all(".is-said", item).map((part) => part.textContent).join("");
		const quoted = said || one("q", item).textContent;
		const who = one(".who, b", item) || one("h1");
		const place = one('a[href^="/articles/"]', item);
		return `“${squeeze(quoted)}” – ${squeeze(who.textContent)}, ${squeeze(place.textContent)}\n${place.href}`;
	}
	function furnish() {
		for (const item of all("[data-cite], .cells > section > ul > li")) {
			if (one(".copy", item)) continue;
			const button = make("button", words.copy, { type: "button", className: "copy" });
			button.addEventListener("click", async () => {
				await navigator.clipboard.writeText(cite(item));
				button.textContent = words.copied;
				setTimeout(() => (button.textContent = words.copy), 2000);
			});
			(one(".by", item) || item).append(button);
		}
	}
	if (navigator.clipboard) furnish();

	// Claims of a dossier with the words that are typed
	const claims = all(".claim");
	const head = one("#claims > .lede");
	if (head && claims.length > 5) {
		const field = make("input", "", { type: "search", id: "sieve" });
		const label = make("label", words.sieve, { htmlFor: "sieve" });
		const count = make("output", "");
		const row = make("div", "", { className: "sieve" });
		row.append(label, field, count);
		head.after(row);
		field.addEventListener("input", () => {
			const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
			const left = claims.filter((claim) => {
				const text = claim.textContent.toLowerCase();
				return !(claim.hidden = !wanted.every((word) => text.includes(word)));
			});
			count.textContent = wanted.length ? `${left.length} / ${claims.length}` : "";
		});
	}

	// Keys, which can be switched off under ?
	const off = () => localStorage.getItem("keys") === "off";
	function help() {
		const dialog = make("dialog", "", { className: "keys" });
		const list = make("dl", "");
		const keys = { "/": words.search, "j / k": words.step, "?": words.help };
		for (const key in keys) list.append(make("dt", key), make("dd", keys[key]));
		const box = make("input", "", { type: "checkbox", id: "keys-off", checked: !off() });
		const label = make("label", " " + words.use, { htmlFor: "keys-off" });
		label.prepend(box);
		box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
		const close = make("button", words.close);
		close.addEventListener("click", () => dialog.close());
		dialog.addEventListener("close", () => dialog.remove());
		dialog.append(make("h2", words.keys), list, label, " ", close);
		document.body.append(dialog);
		dialog.showModal();
	}
	function step(by) {
		const stops = all("[data-step], .claim, .note").filter((stop) => !stop.hidden && stop.offsetParent);
		const here = stops.findIndex((stop) => stop.classList.contains("here"));
		const next = stops[here < 0 ? (by > 0 ? 0 : stops.length - 1) : here + by];
		if (!next) return;
		stops[here]?.classList.remove("here");
		next.classList.add("here");
		one("a[href], summary", next)?.focus({ preventScroll: true });
		next.scrollIntoView({ block: "center" });
	}
	addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, dialog")) return;
		if (e.key === "?") return help();
		if (off()) return;
		if (e.key === "/") (one("#q") || one("#find")).focus();
		else if (e.key === "j") step(1);
		else if (e.key === "k") step(-1);
		else return;
		e.preventDefault();
	});
})();
