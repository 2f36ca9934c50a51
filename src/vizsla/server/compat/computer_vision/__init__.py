"""Computer Vision's image analysis: https://learn.microsoft.com/azure/ai-services/computer-vision/."""
