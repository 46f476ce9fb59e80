import { withMermaid } from 'vitepress-plugin-mermaid'

// The pages are plain Markdown, for whoever reads them as files; this only makes them a site.
const page = (text, name) => ({ text, link: `/${name}` })

export default withMermaid({
  title: 'twin-lifecycle',
  description: 'Keeps Azure Digital Twins in step with the life of IoT devices',
  srcExclude: ['node_modules/**'],
  outDir: '../target/site',
  rewrites: { 'README.md': 'index.md' },
  // Links to files of the repository lead out of the book.
  ignoreDeadLinks: [/^\.\.\//, /\.\.\/index/],
  markdown: { html: false },
  themeConfig: {
    search: { provider: 'local' },
    outline: 'deep',
    sidebar: [
      { text: 'Start', items: [page('Getting started', 'getting-started'), page("The article's steps", 'article'), page('Coming from the C# sample', 'migrating'), page('An Azure Functions app', 'functions-app'), page('A service', 'service')] },
      { text: 'Understand', items: [page('Architecture', 'architecture'), page('Promises', 'promises'), page('Reliability', 'reliability'), page('Allocation policies', 'policies')] },
      { text: 'Run', items: [page('Configuration', 'configuration'), page('Operations', 'operations'), page('Troubleshooting', 'troubleshooting')] },
      { text: 'Test', items: [page('Testing with the kit', 'testing'), page('The local cloud', 'local-cloud'), page('Azure Digital Twins', 'local-adt'), page('DPS', 'local-dps'), page('IoT Hub', 'local-iot-hub'), page('Event Hubs', 'local-event-hubs'), page('Managed identity', 'local-identity')] },
      { text: 'Extend', items: [page('Writing an adapter', 'writing-an-adapter'), page('The contract', 'contract'), page('Releasing', 'releasing')] }
    ]
  }
})
