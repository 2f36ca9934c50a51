"""Custom Vision: https://learn.microsoft.com/azure/ai-services/custom-vision-service/."""
