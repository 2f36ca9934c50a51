"""OpenAI's audio: https://platform.openai.com/docs/api-reference/audio."""
