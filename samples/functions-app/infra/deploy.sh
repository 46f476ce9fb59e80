#!/usr/bin/env bash
# Creates what Microsoft's article creates, step by step, and checks each step. May be repeated.
#
#   ./deploy.sh GROUP LOCATION NAME      NAME: 3 to 11 lower case letters and digits, the beginning of all names
#
# Settings: ROUTE_CREATIONS=true routes creations too; MODELS=DIR uploads your models (*.json) after the library's.
# It needs zip, the Azure CLI with the extension azure-iot, a login (az login), the right to assign roles, and ./mvnw package done before.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
group=${1:?resource group} location=${2:?location, such as westeurope} name=${3:?beginning of all names}
staged=$here/../target/azure-functions/twin-lifecycle-functions
life=$here/../../../lifecycle-core/src/main/resources/io/twinlifecycle/life/Life.json
adt=$name-adt hub=$name-hub dps=$name-dps app=$name-functions

step() { printf '\n== %s\n' "$*"; }

step "1 Resource group $group"
az group create --name "$group" --location "$location" --output none
az group show --name "$group" --query properties.provisioningState --output tsv

step "2 Digital Twins, Event Hubs, IoT Hub, DPS, function app, roles (some minutes)"
az deployment group create --resource-group "$group" --name twin-lifecycle --template-file "$here/main.bicep" \
    --parameters name="$name" routeCreations="${ROUTE_CREATIONS:-false}" --output none
az resource list --resource-group "$group" --query '[].{type:type,name:name}' --output table

step "3 The route of lifecycle events"
az iot hub message-route list --hub-name "$hub" --resource-group "$group" \
    --query "[?source=='DeviceLifecycleEvents'].{name:name,condition:condition,endpoint:endpointNames[0]}" --output table

step "4 Your own right to upload models, then the models: the library's first, since yours may extend it"
az dt role-assignment create --dt-name "$adt" --resource-group "$group" \
    --assignee "$(az ad signed-in-user show --query id --output tsv)" --role "Azure Digital Twins Data Owner" --output none
for try in 1 2 3 4 5 6 7 8 9 10; do # a new role takes some minutes until it counts
    az dt model list --dt-name "$adt" --output none 2>/dev/null && break
    [ "$try" -lt 10 ] || { echo "the role does not count yet; try again later" >&2; exit 1; }
    sleep 30
done
az dt model show --dt-name "$adt" --dtmi "dtmi:io:twinlifecycle:Life;1" --output none 2>/dev/null ||
    az dt model create --dt-name "$adt" --models "$life" --output none
[ -z "${MODELS:-}" ] || az dt model create --dt-name "$adt" --from-directory "$MODELS" --output none
az dt model list --dt-name "$adt" --query '[].id' --output tsv

step "5 The functions"
zip=$(mktemp -d)/app.zip
(cd "$staged" && zip --quiet --recurse-paths "$zip" . --exclude local.settings.json)
az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$zip" --output none
az functionapp function list --resource-group "$group" --name "$app" --query '[].name' --output tsv

step "6 The enrollment group, with the webhook and its key"
key=$(az functionapp function keys list --resource-group "$group" --name "$app" --function-name DpsAdtAllocationFunc \
    --query default --output tsv)
url=https://$app.azurewebsites.net/api/DpsAdtAllocationFunc?code=$key
hub_host=$(az iot hub show --name "$hub" --resource-group "$group" --query properties.hostName --output tsv)
verb=create
if az iot dps enrollment-group show --dps-name "$dps" --resource-group "$group" --enrollment-id thermostats --output none 2>/dev/null; then
    verb=update
fi
az iot dps enrollment-group "$verb" --dps-name "$dps" --resource-group "$group" --enrollment-id thermostats \
    --allocation-policy custom --webhook-url "$url" --api-version 2021-10-01 --iot-hubs "$hub_host" --output none
az iot dps enrollment-group show --dps-name "$dps" --resource-group "$group" --enrollment-id thermostats \
    --query '{id:enrollmentGroupId,policy:allocationPolicy,hubs:iotHubs[0]}' --output table

step "Done. A device of this group needs"
echo "PROVISIONING_HOST=global.azure-devices-provisioning.net"
echo "PROVISIONING_IDSCOPE=$(az iot dps show --name "$dps" --resource-group "$group" --query properties.idScope --output tsv)"
echo "and a key derived from the group's: az iot dps enrollment-group compute-device-key --dps-name $dps -g $group --enrollment-id thermostats --registration-id DEVICE"
