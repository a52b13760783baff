// PM2: pm2 start deploy/ecosystem.config.cjs. Settings come from the .env in the project's folder. For several bots add an
// entry each, with `node_args: '--env-file=/etc/wenda/cooking.env'`; what stands there comes before .env.
const path = require('node:path');

module.exports = {
  apps: [
    {
      name: 'wenda',
      cwd: path.join(__dirname, '..'),
      script: 'scripts/run.cjs',
      args: 'src/main',
      // One process per token and state: never `instances: 2` or cluster mode.
      exec_mode: 'fork',
      // Wenda ends within 3 s; PM2 would kill it after 1.6 s.
      kill_timeout: 5000,
      // The build gets the signal from Wenda. Without the program ps PM2's own search for children starts Wenda twice.
      treekill: false,
      exp_backoff_restart_delay: 1000,
      // Not started, and another attempt would change nothing.
      stop_exit_codes: [0, 2],
    },
  ],
};
