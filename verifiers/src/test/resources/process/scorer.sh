# "yes" is worth a quarter, all else -1. A verifier counts its questions from 1, so the id need not be read.
id=0
while read -r line; do
  id=$((id + 1))
  case $line in
    *'"completion":"yes"'*) echo "{\"id\":$id,\"reward\":0.25}" ;;
    *) echo "{\"id\":$id,\"reward\":-1,\"reason\":\"not yes\"}" ;;
  esac
done
