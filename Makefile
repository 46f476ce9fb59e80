.PHONY: help quickstart serve service clients check test format fidelity figures explore simulate fuzz supplychain javadoc site reproducible api cold-start kill-test webhook-budget wire-faults

MODULE ?= lifecycle-core
RECORDINGS ?= recordings
SHARE ?= 0.98
WORLDS ?= 1000000
SEED ?= 1
OPERATIONS ?= 1000000
SECONDS ?= 10
TARGETS ?=
RUNS ?= 10
FIGURES ?= cloud.LocalCloudFigures adt.LocalAdtFigures dps.LocalDpsFigures iothub.LocalIotHubFigures iothub.MqttFigures
EVENTS ?= 1000000
MODULES ?= 900
KILLS ?= 10
MINUTES ?= 60
REQUESTS ?= 10000
BUDGET ?= 1000
OUTAGE ?= 60

help: ## List the targets.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

quickstart: ## Run the whole story on this machine, without an Azure account.
	./mvnw -q -pl samples/quickstart -am compile exec:exec

serve: ## Start the whole cloud on this machine, with the webhook, the retirement processor and a page to watch (ARGS="--free-ports --seed FILE").
	./mvnw -q -pl samples/quickstart -am compile exec:exec "-Dquickstart.args=serve $(ARGS)"

service: ## Run the sample service on Spring Boot against a local cloud of its own (ARGS="--server.port=9090").
	./mvnw -q -pl samples/service -am -Dmaven.test.skip test-compile exec:exec "-Dservice.args=$(ARGS)"

clients: ## Prove the local cloud with Azure's own clients for Java and Node, Azurite, and its page in Chromium; needs both.
	samples/clients/run

check: ## Fast loop: format, compile with all checks and run the unit tests of one module and those below it (MODULE=lifecycle-core).
	./mvnw -q spotless:apply test -pl $(MODULE) -am

test: ## Run every check and every test, as CI does.
	./mvnw verify

format: ## Format all sources.
	./mvnw -q spotless:apply

fidelity: ## Compare the local Azure Digital Twins with recordings of the service; a SHARE of them must agree (RECORDINGS=DIR SHARE=0.98).
	./mvnw -q -Ptool -pl lifecycle-testkit -am test-compile exec:exec -Dtool=fidelity.ReplayRecordings "-Dtool.args='$(abspath $(RECORDINGS))' $(SHARE)"

figures: ## Measure how fast the local servers start and answer, and the memory that they hold.
	for tool in $(FIGURES); do ./mvnw -q -Ptool -pl lifecycle-testkit -am test-compile exec:exec -Dtool=$$tool || exit 1; done

explore: ## Try every order of every call and event in small worlds, on the library, the article's algorithm and mutants (WORLDS=1000000 a scenario).
	./mvnw -q -Ptool -pl lifecycle-testkit -am test-compile exec:exec -Dtool=explore.Explore -Dtool.args=$(WORLDS)

simulate: ## Simulate a fleet of 1,000 devices in bad weather, on the library, the article's algorithm and mutants (SEED=1 OPERATIONS=1000000).
	./mvnw -q -Ptool -pl lifecycle-testkit -am test-compile exec:exec -Dtool=simulate.Simulate "-Dtool.args=$(SEED) $(OPERATIONS)"

fuzz: ## Let a fuzzer try every parser of foreign bytes for some time, or those named; fails on a finding (SECONDS=10 TARGETS="webhook event").
	./mvnw -q -Ptool,fuzz -pl lifecycle-testkit -am test-compile exec:exec -Dtool=fuzz.FuzzRun "-Dtool.args=$(SECONDS) $(TARGETS)"

supplychain: ## Write each artifact's bill of materials and licences; fails on a licence that is not on the list.
	./mvnw -q -Psupply-chain -DskipTests package

LIBRARY = lifecycle-core,lifecycle-core/bom,lifecycle-testkit,lifecycle-adt,lifecycle-eventhubs

javadoc: ## Make the Javadoc of each module, in MODULE/target/reports/apidocs.
	./mvnw -q -Prelease -DskipTests -pl $(LIBRARY) package

site: ## Make the pages of docs a site, in target/site; needs Node 20.
	cd docs && npm ci --ignore-scripts && npm run build

reproducible: ## Build twice, and compare the artifacts byte by byte.
	./mvnw -q -Prelease -DskipTests -pl $(LIBRARY),. clean install
	./mvnw -Prelease -DskipTests -pl $(LIBRARY),. clean verify artifact:compare

api: ## Compare the public API with that of a release, which must be in the local repository or on Maven Central (BASE=0.1.0).
	./mvnw -q -DskipTests -pl $(LIBRARY) verify -Dapi.base=$(BASE)

cold-start: ## Measure the Functions app from the start of its JVM to the first answer, with each HTTP client (RUNS=10 each).
	./mvnw -q -Pcold-start -DskipTests -pl samples/functions-app -am package exec:exec -Druns=$(RUNS)

kill-test: ## Kill consumers in the middle of a load, and look what is lost; needs Node 20 (EVENTS=1000000 MODULES=900 KILLS=10 SEED=1 MINUTES=60).
	samples/reliability/kill-test $(EVENTS) $(MODULES) $(KILLS) $(SEED) $(MINUTES)

webhook-budget: ## Measure how late the webhook answers while the twin store misbehaves (REQUESTS=10000 BUDGET=1000 SEED=1).
	./mvnw -q -pl samples/reliability -am process-classes -Drun=WebhookBudget "-Drun.args=$(REQUESTS) $(BUDGET) $(SEED)"

wire-faults: ## Break the wire to the twin store in every way, with an outage of a minute (OUTAGE=60).
	./mvnw verify -pl samples/reliability -am -Dtest='WireFaultsTest,OutageTest' -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false "-Doutage.seconds=$(OUTAGE)"
