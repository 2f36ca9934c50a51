"""The functions as tools for agents, over the Model Context Protocol (MCP).

``vizsla mcp`` runs it: over standard input and output for a program that starts it, or over HTTP.
The official SDK speaks the protocol, https://modelcontextprotocol.io. Like the rest of the server
this parses, calls and answers. It needs no FastAPI.
"""
