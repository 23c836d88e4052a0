import "./citizen.css"; console.info(1)
