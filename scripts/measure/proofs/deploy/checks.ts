// What is done before a block of docs/operations.md, and what must hold after it. A block is found by a text in it.

export type Check = {
  /** Prepares what a server has and the machine has not. */
  before?: string;
  /** Every command must succeed. */
  after?: string;
};

/** A page that gets no turn within a second is answered with 503, which curl tries again. */
const ANSWERS = (port: number): string =>
  `curl --silent --fail --retry 20 --get --data-urlencode q=公司注销的步骤 http://127.0.0.1:${port}/search | grep '<blockquote' > /dev/null`;
const IS_SERVED = 'curl --silent --output /dev/null http://127.0.0.1:8080/healthz/live';
const WAIT = 'curl --silent --fail --output /dev/null --retry 60 --retry-delay 1 --retry-connrefused';
/** Telegram is out of reach: the bot has its state and waits. */
const BOT = 'BOT_TOKEN=1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\nTELEGRAM_API_ROOT=http://127.0.0.1:9\\n';
const THROUGH_PROXY = `
  ask() { curl --silent --insecure --resolve bot.example.com:443:127.0.0.1 "$@"; }
  ${WAIT} --insecure --resolve bot.example.com:443:127.0.0.1 --retry-all-errors https://bot.example.com/healthz
  ask --fail --retry 20 --get --data-urlencode q=公司注销的步骤 https://bot.example.com/search | grep '<blockquote' > /dev/null
  test "$(ask --output /dev/null --write-out '%{http_code}' https://bot.example.com/metrics)" = 404`;

export const CHECKS: Readonly<Record<string, Check>> = {
  'http://127.0.0.1:8080/healthz\n': {
    after: `
      systemd-analyze verify /etc/systemd/system/wenda.service
      ${ANSWERS(8080)}
      test "$(stat --format %U /var/lib/wenda/index)" = wenda
      began=$(date +%s%3N); systemctl stop wenda; test $(($(date +%s%3N) - began)) -lt 3000
      systemctl start wenda
      ${WAIT} http://127.0.0.1:8080/healthz`,
  },
  'pm2 startup': {
    before: 'systemctl stop wenda',
    after: `
      if ${IS_SERVED}; then exit 1; fi
      systemctl is-enabled pm2-root
      systemctl start wenda`,
  },
  'PUBLIC_URL=': { after: `${WAIT} http://127.0.0.1:8080/healthz` },
  'nginx -t': {
    before: `
      mkdir -p /etc/letsencrypt/live/bot.example.com && cd /etc/letsencrypt/live/bot.example.com
      openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=bot.example.com -keyout privkey.pem -out fullchain.pem
      rm -f /etc/nginx/sites-enabled/default`,
    after: `${THROUGH_PROXY}
      test "$(curl --silent --output /dev/null --write-out '%{http_code}' --header 'Host: bot.example.com' http://127.0.0.1/)" = 301`,
  },
  'caddy validate': {
    before: 'systemctl disable --now nginx',
    // Without the internet Caddy makes the certificate itself.
    after: `
      { printf '{\\n\\tlocal_certs\\n}\\n'; cat deploy/Caddyfile; } > /etc/caddy/Caddyfile
      systemctl restart caddy
      ${THROUGH_PROXY}
      systemctl disable --now caddy`,
  },
  'wenda@cooking': { after: `${ANSWERS(8081)}; test -d /var/lib/wenda/cooking/index` },
  'deploy/backup.sh /var/lib/wenda/state /var/backups/wenda/state.tar.gz': {
    before: `
      printf '${BOT}' >> /etc/wenda/wenda.env; systemctl restart wenda
      until test -e /var/lib/wenda/state/journal.jsonl; do sleep 1; done`,
    after: 'tar -tzf /var/backups/wenda/state.tar.gz | grep --quiet journal.jsonl',
  },
  'deploy/restore.sh': {
    after: `
      until test -e /var/lib/wenda/state/lock; do sleep 1; done
      test "$(stat --format %U /var/lib/wenda/state)" = wenda
      ! journalctl --unit wenda --since -20s | grep --quiet 'cannot be'`,
  },
  'VERSION=': { after: `${WAIT} http://127.0.0.1:8080/healthz/live` },
  'systemctl restart prometheus': {
    after: `
      ${WAIT} --retry-all-errors http://127.0.0.1:9090/-/ready
      sleep 20
      node -e '
        const { panels } = JSON.parse(require("fs").readFileSync("deploy/grafana-dashboard.json"));
        const ask = (query) => fetch("http://127.0.0.1:9090/api/v1/query?query=" + encodeURIComponent(query)).then((r) => r.json());
        (async () => {
          for (const { expr } of panels.flatMap(({ targets }) => targets)) {
            const query = expr.replaceAll("$instance", "127.0.0.1:8080").replaceAll("$__rate_interval", "1m");
            const { status, error } = await ask(query);
            if (status !== "success") throw new Error(query + ": " + error);
          }
          const { data } = await ask("up{job=\\"wenda\\"}");
          if (data.result[0].value[1] !== "1") throw new Error("Wenda is not up");
        })().catch((error) => { console.error(error); process.exit(1); });'`,
  },
};
