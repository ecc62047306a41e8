// Where the sign-in is: written into the page where it is published.
export const config = JSON.parse(document.querySelector("meta[name=config]").content);
