"""The sandbox calls a service as the platform does: what is posted, and what an answer becomes.

A flow calls a service for a dynamic block, for an External Request, when somebody presses a
callback button, and, through the live chat webhook, when somebody writes while the bot is paused.
"""
