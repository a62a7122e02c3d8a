// Debian's nginx in front of the product, below a path that it takes away, as an operator would write it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderFor, startChild } from './real-programs.ts'
import { until } from './until.ts'

/** Serves `http://127.0.0.1:PORT/changming/` from a product on another port. */
export async function startWebProxy(
  stage: AsyncDisposableStack,
  port: number,
  productPort: number,
): Promise<void> {
  const folder = folderFor(stage, 'web-proxy')
  writeFileSync(join(folder, 'nginx.conf'), config(folder, port, productPort))
  const nginx = startChild(stage, '/usr/sbin/nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder])
  await until(`nginx listens: ${nginx.said()}`, () =>
    fetch(`http://127.0.0.1:${port}/changming/healthz`).then(
      answer => answer.ok,
      () => false,
    ),
  )
}

function config(folder: string, port: number, productPort: number): string {
  return `user root; worker_processes 1; master_process off; daemon off; pid ${folder}/pid; error_log ${folder}/error.log info;
events { worker_connections 256; }
http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  server { listen 127.0.0.1:${port};
    location /changming/ { proxy_pass http://127.0.0.1:${productPort}/; proxy_http_version 1.1; proxy_buffering off;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade; } } }
`
}
