document.querySelector("h1").tabIndex = -1;
