import { Controller, Get, Module } from '@nestjs/common';
import { Public, RequireScopes } from '../../src/common/http/route.decorators.js';
import { Database } from '../../src/database/database.js';
import { Product } from './product.js';

/** One route twice: what lies between them is the credential and the plan's limit. */
@Controller('api/1.0/bench')
class BenchController {
  @Get('guarded')
  @RequireScopes('short-urls:read')
  guarded() {
    return { data: [] };
  }

  @Get('open')
  @Public()
  open() {
    return { data: [] };
  }
}

@Module({ controllers: [BenchController] })
class BenchModule {}

/** With a limit that is counted but never reached. */
const product = await Product.start({ modules: [BenchModule] });
await product.serve(async (requestsPerMinute) => {
  await product.app
    .get(Database)
    .manager.query("UPDATE organizations SET plan = 'enterprise', requests_per_minute = $1", [requestsPerMinute]);
  return 'done';
});
