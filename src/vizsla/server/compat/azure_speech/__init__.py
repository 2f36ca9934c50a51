"""Azure's speech to text for short sounds: https://learn.microsoft.com/azure/ai-services/speech-service/."""
