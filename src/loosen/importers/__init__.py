"""Readers of files from elsewhere. They stream, so that a file of any size needs little memory."""
