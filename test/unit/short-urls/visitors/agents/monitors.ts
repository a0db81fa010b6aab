export const MONITORS = `
monitor
  Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)
  Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)
  Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 PingdomTMS/2024
  Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0.4758.102 Safari/537.36 StatusCake
  Better Uptime Bot Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/92.0.4515.107 Safari/537.36
  Better Stack Better Uptime Bot Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/92.0.4515.107 Safari/537.36
  Mozilla/5.0 (compatible; Site24x7; +https://www.site24x7.com)
  Site24x7
  Datadog/Synthetics
  Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 DatadogSynthetics
  NewRelicPinger/1.0 (1234567)
  Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Safari/537.36 NewRelicSynthetics
  Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Safari/537.36 RuxitSynthetic/1.0 v123456
  Mozilla/5.0 (compatible; Catchpoint)
  Checkly/1.0 (https://www.checklyhq.com)
  Uptime-Kuma/1.23.13
  HetrixTools Uptime Monitoring Bot. https://hetrix.tools/uptime-monitoring-bot.html
  updown.io daemon 2.10
  NodePing
  Mozilla/5.0 (compatible; GoogleStackdriverMonitoring-UptimeChecks(https://cloud.google.com/monitoring)
  GoogleStackdriverMonitoring-UptimeChecks(https://cloud.google.com/monitoring)
  Amazon-Route53-Health-Check-Service (ref 6f5c7a2e-1b0b-4c76-a0f0-3f8f4c9b2a11; report http://amzn.to/1vsZADi)
  ELB-HealthChecker/2.0
  GoogleHC/1.0
  Mozilla/5.0 (compatible;Cloudflare-Healthchecks/1.0;+https://www.cloudflare.com/; healthcheck-id: 1a2b3c4d5e6f7890)
  kube-probe/1.30
  Consul Health Check
  check_http/v2.3.3 (monitoring-plugins 2.3.3)
  Zabbix
  Blackbox Exporter/0.25.0
  SentryUptimeBot/1.0 (+http://docs.sentry.io/product/alerts/uptime-monitoring/)
  Mozilla/5.0 (Linux; Android 11; moto g power (2022)) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 Mobile Safari/537.36 Chrome-Lighthouse
  Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36 PTST/240101.120000
  Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Safari/537.36 GTmetrix
`;
