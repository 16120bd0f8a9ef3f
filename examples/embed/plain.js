// What a course page can do with its embedded steps: hear events, call methods.

const heard = document.getElementById("heard");

for (const name of ["load", "execute", "result", "error", "check", "step", "score", "complete"]) {
  document.addEventListener(name, (event) => {
    if (event.target.localName !== "async-shelf") return;
    const item = document.createElement("li");
    item.textContent = `${event.target.id}: ${name}`;
    if (name === "check") item.textContent += event.detail.passed ? ", passed" : `, ${event.detail.message}`;
    heard.append(item);
  });
}

const query = document.getElementById("query");
for (const method of ["run", "stop", "reset"]) {
  document.getElementById(method).addEventListener("click", () => query[method]());
}
