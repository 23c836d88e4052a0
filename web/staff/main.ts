// Starts the staff app in the page that the server sends. Everything else is in the components.
import "../shared/tokens.css";
import "./staff.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { loadFirst } from "./locale.svelte";

const target = document.getElementById("app");

if (target !== null) {
  void loadFirst().then(() => {
    target.textContent = "";
    mount(App, { target });
  });
}
