#!/usr/bin/env bash
# Deletes all that deploy.sh created, which is the whole resource group: ./cleanup.sh GROUP. It asks first, and cannot be undone.
set -euo pipefail
group=${1:?resource group}
az resource list --resource-group "$group" --query '[].{type:type,name:name}' --output table
az group delete --name "$group"
az group exists --name "$group"
