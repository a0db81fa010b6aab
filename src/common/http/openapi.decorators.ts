import { applyDecorators, Type } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

/** `{"data": {…}}` in the OpenAPI document. */
export const ApiItemAnswer = (model: Type) =>
  applyDecorators(ApiExtraModels(model), ApiOkResponse({ schema: itemSchema(model) }));

export const ApiCreatedAnswer = (model: Type) =>
  applyDecorators(
    ApiExtraModels(model),
    ApiCreatedResponse({
      schema: itemSchema(model),
      headers: { Location: { description: 'Where the new item is', schema: { type: 'string' } } },
    }),
  );

/** `{"data": […]}`, of a list that is never long. */
export const ApiShortListAnswer = (model: Type) =>
  applyDecorators(
    ApiExtraModels(model),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['data'],
        properties: { data: { type: 'array', items: { $ref: getSchemaPath(model) } } },
      },
    }),
  );

/** `{"data": […], "links": {…}, "meta": {…}}` in the OpenAPI document. */
export const ApiListAnswer = (model: Type) =>
  applyDecorators(
    ApiExtraModels(model),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['data', 'links', 'meta'],
        properties: {
          data: { type: 'array', items: { $ref: getSchemaPath(model) } },
          links: { type: 'object', description: 'first, last, prev, next' },
          meta: { type: 'object', description: 'current_page, from, last_page, path, per_page, to, total' },
        },
      },
    }),
  );

const itemSchema = (model: Type) => ({
  type: 'object',
  required: ['data'],
  properties: { data: { $ref: getSchemaPath(model) } },
});
