# AsyncShelf: `make help` lists what there is to do.

SHELL := bash
GO    ?= go
OUT   ?= dist/site
PORT  ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test build bench fmt lint clean tools modules browser test-go test-wasm test-web test-js

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: tools web/node_modules/.package-lock.json ## Build everything and serve the lesson on localhost
	$(GO) run ./web/cmd/shelf serve -addr localhost:$(PORT)

build: tools web/node_modules/.package-lock.json ## Write the static site to dist/site (OUT=… elsewhere)
	$(GO) run ./web/cmd/shelf build -o $(OUT)

test: tools modules browser test-go test-wasm test-web ## Run every test; installs what they need

bench: tools modules browser wasm/bench/node_modules/.package-lock.json ## Measure sizes and times, in headless Chromium too
	node web/bench/bench.mjs

fmt: ## Format Go and templ
	$(GO) run github.com/a-h/templ/cmd/templ@$$($(GO) list -m -f "{{.Version}}" github.com/a-h/templ) fmt web
	gofmt -l -w $$(git ls-files '*.go')

lint: modules ## Vet, check formats and types
	@test -z "$$(gofmt -l $$(git ls-files '*.go' | grep -v _templ.go))" || { echo "run make fmt"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet ./engine/... ./wasm/...
	cd web && npm run --silent typecheck
	cd wasm && npm run --silent check

clean: ## Remove what was built
	rm -rf dist wasm/dist web/dist web/node_modules wasm/node_modules wasm/bench/node_modules

# What the targets above need.

tools:
	@command -v $(GO) >/dev/null || { echo "Go 1.26 or later is needed: https://go.dev/dl/"; exit 1; }
	@command -v node >/dev/null || { echo "Node 20.10 or later is needed: https://nodejs.org/"; exit 1; }
	@command -v npm >/dev/null || { echo "npm is needed; it comes with Node"; exit 1; }

modules: web/node_modules/.package-lock.json wasm/node_modules/.package-lock.json

%/node_modules/.package-lock.json: %/package-lock.json %/package.json
	cd $* && npm ci --no-audit --no-fund

# The browser tests need Chromium: one named in CHROMIUM, one found in the usual places, or Debian's, installed here. Its headless shell is the same engine
# without windows and tabs, and opens a page in a third of the time, so the tests prefer it. What is to run in Firefox and WebKit (Safari's engine) too is
# skipped, and says so, where those are missing and cannot be installed here.
browser:
	@has() { command -v "$$1" >/dev/null; }; \
	missing=; others=; \
	if ! [ -n "$$CHROMIUM" ] && ! has chromium-headless-shell; then \
	  if has chromium || has chromium-browser || has google-chrome || [ -e "/Applications/Google Chrome.app" ]; then \
	    ! grep -qs "^ID=debian" /etc/os-release || others="chromium-headless-shell"; \
	  else missing=1; fi; \
	fi; \
	if has apt-get; then \
	  [ -n "$$FIREFOX" ] || has firefox-esr || has firefox || others="$$others firefox-esr"; \
	  { has WebKitWebDriver && has xvfb-run; } || others="$$others webkit2gtk-driver xvfb"; \
	fi; \
	[ -n "$$missing$$others" ] || exit 0; \
	if has apt-get && [ "$$(id -u)" = 0 ]; then install="apt-get install -y -qq"; apt-get update -qq; \
	elif has apt-get && has sudo; then install="sudo apt-get install -y -qq"; sudo apt-get update -qq; \
	elif [ -n "$$missing" ]; then echo "Chromium is needed for the browser tests: install it, or name one in the environment variable CHROMIUM"; exit 1; \
	else echo "Not installed, so not tested with: $$others"; exit 0; fi; \
	[ -z "$$missing" ] || $$install chromium-headless-shell || $$install chromium || exit 1; \
	for package in $$others; do $$install $$package || echo "Could not be installed, so not tested with: $$package"; done

test-go:
	$(GO) vet ./...
	$(GO) test ./...

test-wasm:
	cd wasm && npm test --silent

test-web:
	cd web && npm run --silent typecheck && npm test --silent
