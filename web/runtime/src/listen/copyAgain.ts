/** What to do where a model is missing or damaged. */
export const COPY_AGAIN =
  "Make the folder of the models: pip install 'vizsla[speech]', vizsla listen --copy-models FOLDER";
