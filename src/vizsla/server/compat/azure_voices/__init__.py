"""Azure's text to speech: https://learn.microsoft.com/azure/ai-services/speech-service/."""
