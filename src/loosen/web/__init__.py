"""The app in the browser, and the JSON API beside it."""
